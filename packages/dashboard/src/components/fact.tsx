import type { ReactNode } from 'react';

/** One stated thing of a list of facts. */
export function Fact({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
