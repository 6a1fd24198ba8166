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

@Suite("A place that somebody pastes")
struct PastedPinTests {
    @Test(
        "is read in any digits and out of the addresses of maps",
        arguments: [
            "35.6997, 51.338", "35.6997 51.338", "۳۵٫۶۹۹۷، ۵۱٫۳۳۸", "35.6997012345,51.3380099",
            "https://neshan.org/maps/@35.69970,51.33800,17z,0p",
            "https://balad.ir/location?latitude=35.69970&longitude=51.33800&zoom=17",
            "https://balad.ir/#17/35.69970/51.33800", "https://www.openstreetmap.org/#map=17/35.69970/51.33800",
            "https://www.openstreetmap.org/?mlat=35.69970&mlon=51.33800#map=17/35.1/51.1",
            "https://www.google.com/maps/search/?api=1&query=35.6997%2C51.338",
            "https://www.google.com/maps/place/Azadi/@35.1,51.1,17z/data=!3m1!3d35.69970!4d51.33800",
            "https://maps.google.com/?q=35.6997,51.338", "https://www.google.com/maps/@35.6997,51.338,15z",
            "geo:35.6997,51.338?z=17", "https://waze.com/ul?ll=35.6997,51.338&navigate=yes",
        ])
    func read(text: String) throws {
        #expect(try MapPin.pasted(text).text == "35.69970,51.33800")
    }

    @Test(
        "is nothing else",
        arguments: [
            ("https://goo.gl/maps/abcDEF123", "visits.pin.link"), ("https://nshn.ir/67_bXyZ", "visits.pin.link"),
            ("تهران، میدان آزادی", "visits.pin.unreadable"), ("95.1, 51.2", "visits.pin.unreadable"),
            ("35.1", "visits.pin.unreadable"), ("35.1, 51.2, 7", "visits.pin.unreadable"),
            ("javascript:alert(1)", "visits.pin.unreadable"),
            ("/" + String(repeating: "?lat=1.1", count: 40_000), "visits.pin.unreadable"),
            ("/" + String(repeating: "?lat=1.1", count: 240), "visits.pin.link"),
        ])
    func refused(text: String, key: String) {
        #expect(throws: Complaint(key)) { try MapPin.pasted(text) }
    }
}
