import Domain
import Ground
import Web

/// The way to a customer: the phone's own map, and maps on the web for phones and desks that have none that way.
package struct MapLink: Sendable {
    package struct Choice: Sendable {
        package let label: String
        package let href: String
    }

    /// Opens the phone's own map. Without a pin the address is searched there.
    package let phone: String
    package let web: [Choice]

    package init(_ pin: MapPin?, _ parts: [String], _ reader: Reader) {
        // Letters stay as they are, browsers encode them: three times shorter on a page of many addresses.
        let text = parts.filter { !$0.isEmpty }.joined(separator: ", ")
        let place = pin?.text ?? Self.withoutMarks(text)
        phone = "geo:\(pin?.text ?? "0,0")?q=\(place)"
        var web: [Choice] = []
        func add(_ name: String, _ href: String) {
            web.append(Choice(label: reader.words("visits.map.\(name)"), href: href))
        }
        if let pin {
            add("neshan", "https://neshan.org/maps/@\(pin.text),17z,0p")
            add("balad", "https://balad.ir/location?latitude=\(pin.latitude)&longitude=\(pin.longitude)&zoom=17")
        }
        add("google", "https://www.google.com/maps/search/?api=1&query=\(place)")
        self.web = web
    }

    /// Without what means something in an address.
    private static func withoutMarks(_ text: String) -> String {
        String(
            decoding: text.utf8.map { byte in
                switch byte {
                case UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: "?"),
                    0x0A:
                    UInt8(ascii: " ")
                default: byte
                }
            }, as: UTF8.self)
    }
}
