import { type ReactNode, useId } from 'react';

/** How far something is; with no total, that it goes on. */
export function ProgressBar({
  label,
  done,
  total,
  children,
}: {
  label: string;
  done: number;
  total: number | null;
  children?: ReactNode;
}) {
  const id = useId();
  return (
    <div className="progress">
      <label htmlFor={id}>{label}</label>
      <progress id={id} {...(total === null || total === 0 ? {} : { value: done, max: total })} />
      {children !== undefined && <span className="progress-text">{children}</span>}
    </div>
  );
}
