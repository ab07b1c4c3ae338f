/** @jsxRuntime classic @jsx h */
// A component that waits, in TypeScript with JSX.
import { user } from './user';

function h(tag: string, _properties: object | null, ...children: readonly unknown[]): string {
  return `<${tag}>${children.join('')}</${tag}>`;
}

export const View = async <T extends string>(name: T): Promise<string> => {
  await null;
  await Promise.resolve(1);
  await 2;
  return <p>{name} {user.get()}</p>;
};
