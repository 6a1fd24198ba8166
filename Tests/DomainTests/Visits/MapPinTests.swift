import Domain
import Testing

@Suite("A pin on the map")
struct MapPinTests {
    @Test(
        "is read as a script writes it, and written the same", arguments: ["35.69970,51.33800", "-0.00001,-180.00000"])
    func both(text: String) throws {
        #expect(try MapPin(text).text == text)
    }

    @Test("is cut to a metre and needs no decimals")
    func cut() throws {
        #expect(try MapPin("35.6997012345,51") == MapPin(latitudeE5: 3_569_970, longitudeE5: 5_100_000))
    }

    @Test(
        "is nothing else",
        arguments: ["", "35", "35,51,1", "91,0", "0,181", "a,b", "35.,51", "1e3,5", "--1,2", "99999999999999999999,1"])
    func refused(text: String) {
        #expect(throws: Complaint("visits.pin.unreadable")) { try MapPin(text) }
    }
}
