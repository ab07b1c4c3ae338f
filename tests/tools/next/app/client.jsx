'use client';
import { useEffect, useState } from 'react';
import dynamic from 'next/dynamic';
import { check } from '../lib/check';
const Later = dynamic(() => import('./later'));
export function Client({ act, inline }) {
  const [text, setText] = useState('');
  useEffect(() => {
    (async () => {
      const results = { client: await check(), act: await act(), inline: await inline('given'), carrier: globalThis[Symbol.for('asynccontext.agent.v1')]?.carrier };
      setText(JSON.stringify(results));
      await fetch('/api/result', { method: 'POST', body: JSON.stringify(results) });
    })().catch(error => fetch('/api/result', { method: 'POST', body: JSON.stringify({ error: String(error.stack) }) }));
  }, []);
  return <p>{text}<Later /></p>;
}
