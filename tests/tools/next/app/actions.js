'use server';
import { check } from '../lib/check';
export async function act() { return await check(); }
