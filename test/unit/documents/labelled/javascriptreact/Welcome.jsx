import React from 'react';
import logo from './logo.svg';
import wave from './wave.png';

// <img src="no-1.png" alt="A comment" />
const text = '<img src="no-2.png" />';
const template = `<img src="no-3.png" alt="${text}" />`;

export default function Welcome({ user, items, isNew, ...rest }) {
  if (items.length <1 || items.length> 9) {
    return <img src="/img/none.png" alt="An empty basket" />;
  }
  return (
    <main className="welcome">
      {/* <img src="no-4.png" /> */}
      <a href="/"><img src={logo} className="logo" alt="Larkfield" /></a>
      <img src={wave} alt="" />
      <img src={require('./basket.png')} alt='Basket with "two" pens' />
      <h1>Don't miss {user.name}'s orders</h1>
      {isNew ? <img src="/img/new.png" /> : null}
      {items.map((item) => (
        <button key={item.id} onClick={() => open(item)}>
          <img src="/img/item.png" alt={item.name} />
          <img src={item.photo} alt="Path unknown" />
        </button>
      ))}
      <img src="/img/rest.png" {...rest} />
      <p>Text may hold &lt;img src="no-5.png"&gt; and {'<img src="no-6.png" />'}.</p>
      <figure>
        <img src="/img/funnel.png" alt={'Diagram of the way of an order'} />
        <figcaption>From cart to parcel</figcaption>
      </figure>
      <img
        src="/img/long.png"
        alt="A &amp; B on two
          lines"
      />
      <img src="/img/pic.png" alt="pic" />
    </main>
  );
}
