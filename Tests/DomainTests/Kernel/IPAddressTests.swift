import Domain
import Testing

@Suite("An address of the Internet")
struct IPAddressTests {
    @Test(
        "is counted as one host, or as 64 bits of IPv6",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("192.0.2.7:5123", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ])
    func counted(_ text: String, _ expected: String) throws {
        #expect(try #require(IPAddress(text)).counted == expected)
    }

    @Test(
        "is none of another text", arguments: ["", "unknown", "192.0.2", "192.0.2.256", "a:b", "_hidden", "1.2.3.4.5"])
    func bad(_ text: String) { #expect(IPAddress(text) == nil) }

    @Test(
        "lies in a range by its first bits",
        arguments: [
            ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.4", "192.0.2.4", true),
            ("192.0.2.4/31", "192.0.2.5", true), ("192.0.2.4/31", "192.0.2.6", false), ("0.0.0.0/0", "8.8.8.8", true),
            ("0.0.0.0/0", "::1", false), ("2001:db8::/33", "2001:db8:7fff::1", true),
            ("2001:db8::/33", "2001:db8:8000::1", false),
        ])
    func ranges(_ range: String, _ address: String, _ isIn: Bool) throws {
        #expect(try #require(IPRange(range)).contains(try #require(IPAddress(address))) == isIn)
    }

    @Test("of who asks: proxies are believed that were named, and nobody else")
    func client() throws {
        let proxies = try TrustedProxies("127.0.0.1, 10.0.0.0/8")
        let table: [(peer: String, forwarded: [String], client: String?)] = [
            ("203.0.113.5", [], "203.0.113.5"), ("203.0.113.5", ["198.51.100.1"], "203.0.113.5"),
            ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
            // What the client wrote himself stands in front of what the proxy has heard.
            ("127.0.0.1", ["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", ["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", ["198.51.100.1, 10.0.0.3"], "198.51.100.1"), ("127.0.0.1", ["1.1.1.1, unknown"], nil),
            ("127.0.0.1", [], nil), ("127.0.0.1", ["10.0.0.3"], nil), ("192.168.1.4", ["198.51.100.1"], nil),
        ]
        for row in table {
            let client = proxies.client(peer: IPAddress(row.peer), forwarded: row.forwarded)
            #expect(client == row.client.flatMap { IPAddress($0) }, "\(row)")
        }
        #expect(TrustedProxies.none.client(peer: IPAddress("127.0.0.1"), forwarded: ["198.51.100.1"]) == nil)
        #expect(throws: Complaint("proxies.bad", "localhost")) { try TrustedProxies("10.0.0.1,localhost") }
    }
}
