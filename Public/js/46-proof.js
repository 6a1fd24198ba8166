// A form that strangers send: while it is filled in, the browser looks for the number that pays for its stamp. The server looks at
// one hash; without a script its person waits some seconds instead.
function zeros(text, bits) {
  const k = zeros.k ??= (() => {
    const primes = [];
    for (let number = 2; primes.length < 64; number += 1) if (primes.every((prime) => number % prime)) primes.push(number);
    const part = (value) => Math.floor((value % 1) * 2 ** 32) | 0;
    return { add: primes.map((prime) => part(Math.cbrt(prime))), begin: primes.slice(0, 8).map((prime) => part(Math.sqrt(prime))) };
  })();
  const length = text.length;
  const words = new Int32Array(((length + 8 >> 6) + 1) * 16);
  for (let at = 0; at < length; at += 1) words[at >> 2] |= text.charCodeAt(at) << 24 - (at % 4) * 8;
  words[length >> 2] |= 0x80 << 24 - (length % 4) * 8;
  words[words.length - 1] = length * 8;
  const turn = (value, by) => value >>> by | value << 32 - by;
  const sum = [...k.begin];
  const w = new Int32Array(64);
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d, e, f, g, h] = sum;
    for (let at = 0; at < 64; at += 1) {
      if (at < 16) w[at] = words[block + at];
      else {
        const [x, y] = [w[at - 15], w[at - 2]];
        w[at] = w[at - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + w[at - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10) | 0;
      }
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + k.add[at] + w[at] | 0;
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, d + one | 0, c, b, a, one + two | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, at) => { sum[at] = sum[at] + value | 0; });
  }
  return sum[0] >>> 32 - bits === 0;
}
async function prove(form) {
  const { stamp, proof } = form.elements;
  const bits = Number(stamp.value.split(".")[2]);
  for (let number = 0; !proof.value; number += 1) {
    if (zeros(`${stamp.value}:${number}`, bits)) proof.value = number;
    if (number % 1000 === 999) await new Promise((done) => setTimeout(done));
  }
}
