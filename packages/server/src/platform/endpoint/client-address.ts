import ipaddr from 'ipaddr.js';

/** An IPv6 network of this many bytes is one customer: who has one has all of its addresses. */
const IPV6_NETWORK_BYTES = 8;

/** What is counted as one caller: an IPv4 address, or the /64 network of an IPv6 one. */
export function callerOf(address: string): string {
  if (!ipaddr.isValid(address)) {
    return 'unknown';
  }
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : Buffer.from(parsed.toByteArray().slice(0, IPV6_NETWORK_BYTES)).toString('hex');
}
