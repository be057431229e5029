import assert from 'node:assert/strict';
import { isPublicAddress } from '../../../src/host/images/download/publicAddress';

const publicOnes = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '13.107.42.14',
  '93.184.215.14',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.1',
  '168.63.129.17',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.1',
  '192.167.255.255',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2001:4860:4860::8888',
  '2606:4700:4700::1111',
  '2a00:1450:4001:82a::200e',
  '2620:fe::fe',
  '::ffff:8.8.8.8',
  '::ffff:808:808',
  '64:ff9b::8.8.8.8',
];

const others: Readonly<Record<string, readonly string[]>> = {
  'this network': ['0.0.0.0', '0.1.2.3'],
  private: ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'a carrier’s': ['100.64.0.1', '100.127.255.255'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1'],
  'link-local': ['169.254.0.1', 'fe80::1', 'febf::1', 'fe80::1%eth0'],
  'a cloud’s metadata': ['169.254.169.254', '168.63.129.16', 'fd00:ec2::254', '192.0.0.192'],
  documentation: ['192.0.2.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '3fff::1'],
  benchmarking: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  'relays and tunnels': ['192.88.99.1', '2002:0a00:0001::1', '2002:808:808::1', '2001::1'],
  multicast: ['224.0.0.1', '239.255.255.250', 'ff02::1'],
  reserved: ['240.0.0.1', '255.255.255.255', '4000::1', '5f00::1', '100::1'],
  unspecified: ['::'],
  'unique local': ['fc00::1', 'fdff::1', 'fec0::1'],
  'mapped IPv4': ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe', '::ffff:192.168.0.1'],
  'IPv4 in other forms of IPv6': ['::127.0.0.1', '::ffff:0:127.0.0.1', '::7f00:1'],
  'IPv4 behind NAT64': ['64:ff9b::127.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::808:808'],
  'no address at all': ['', 'localhost', '127.1', '2130706433', '0x7f.0.0.1', '1.2.3.4.5', '[::1]'],
};

describe('isPublicAddress', () => {
  for (const address of publicOnes) {
    it(`takes ${address}`, () => assert.equal(isPublicAddress(address), true));
  }
  for (const [kind, addresses] of Object.entries(others)) {
    for (const address of addresses) {
      it(`refuses ${kind}: “${address}”`, () => assert.equal(isPublicAddress(address), false));
    }
  }
});
