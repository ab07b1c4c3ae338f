import { check } from '../../../lib/check';
export async function POST(request) { console.log(`RESULT ${await request.text()}`); return new Response('ok'); }
export async function GET() { return Response.json(await check()); }
