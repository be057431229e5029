import { BlockList, isIP } from 'node:net';

/** IPv4 networks that are not reachable by everybody (IANA's registry), and Azure's platform address. */
const specialV4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Parts of the global unicast range that are tunnels, protocol assignments or documentation. */
const specialV6: typeof specialV4 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** Where an IPv4 address stands in the last 32 bits: mapped, and translated by NAT64. */
const carriersOfV4 = ['::ffff:', '64:ff9b::'];

const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

const special = new BlockList();
for (const carrier of carriersOfV4) {
  globalV6.addSubnet(`${carrier}0.0.0.0`, 96, 'ipv6');
  specialV4.forEach(([network, prefix]) =>
    special.addSubnet(`${carrier}${network}`, 96 + prefix, 'ipv6'),
  );
}
specialV6.forEach(([network, prefix]) => special.addSubnet(network, prefix, 'ipv6'));

/**
 * True for an IP address that the public internet routes to one host: no private, loopback,
 * link-local, multicast, reserved or documentation address, in whatever form it is written in IPv6.
 * False for a text that is no address.
 */
export function isPublicAddress(address: string): boolean {
  const version = address.includes('%') ? 0 : isIP(address);
  if (version === 0) {
    return false;
  }
  const asV6 = version === 4 ? `::ffff:${address}` : address;
  return globalV6.check(asV6, 'ipv6') && !special.check(asV6, 'ipv6');
}
