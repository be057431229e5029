import Image from 'next/image';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import cover from '../public/cover.png';

interface Props<T> {
  readonly items: readonly T[];
  readonly render: (item: T) => ReactNode;
}

const identity = <T,>(value: T): T => value;
const pattern = /<img src="no-1\.png" \/>/;

export function Gallery<T extends { id: string }>({ items, render }: Props<T>) {
  const [open, setOpen] = useState<Set<string>>(new Set<string>());
  const first = items[0] as T | undefined;
  return (
    <>
      <Image src={cover} alt="Shelf with nine books" width={800} height={600} />
      <Image src="/covers/second.png" alt={`Shelf by night`} fill />
      <Link href="/books"><Image src="/covers/third.png" alt="All books" width={1} height={1} /></Link>
      <Link href={`/books/${first?.id}`}><img src="/covers/fourth.png" /></Link>
      {items.map((item): ReactNode => (open.has(item.id) ? render(item) : <img key={item.id} src="/covers/closed.png" alt="A closed book" />))}
      <img src="/covers/count.png" alt={`${items.length} books`} />
      <img src="/covers/deco.png" alt="" aria-hidden />
      <img src={'/covers/dust.png'} alt={"Dust \u2013 everywhere"} />
      <figure>
        <img src="/covers/loans.png" alt="Loans of a year as a graph" />
        <figcaption>Loans</figcaption>
      </figure>
      <figure>
        <img src="/covers/reader.png" alt="A reader in the sun" />
        <figcaption>A reader in the sun</figcaption>
      </figure>
      <img src="/covers/fixme.png" alt="FIXME" />
      <img src="/covers/none.png" onError={() => setOpen(identity(new Set()))} />
      <p title="<img src='no-2.png'>">{pattern.source}</p>
    </>
  );
}
