import { check } from '../../lib/check';
export const runtime = 'edge';
export async function GET() { return Response.json(await check()); }
