import Domain
import Testing

@Suite("What goes out by HTTP")
struct DeliveryTests {
    @Test(
        "goes to addresses of the public network alone",
        arguments: [
            ("8.8.8.8", true), ("5.160.1.1", true), ("172.32.0.1", true), ("172.15.255.255", true),
            ("100.63.255.255", true), ("100.128.0.1", true), ("223.255.255.255", true), ("192.167.1.1", true),
            ("127.0.0.1", false), ("127.255.1.2", false), ("10.0.0.7", false), ("172.16.0.1", false),
            ("172.31.255.255", false), ("192.168.1.1", false), ("169.254.169.254", false), ("0.0.0.0", false),
            ("100.64.0.1", false), ("100.127.255.255", false), ("198.18.0.1", false), ("198.19.255.255", false),
            ("224.0.0.1", false), ("255.255.255.255", false), ("203.0.113.9", false), ("192.0.2.1", false),
        ])
    func addresses(text: String, isPublic: Bool) {
        let bytes = text.split(separator: ".").compactMap { UInt8($0) }
        #expect(NetworkAddress.isPublic(bytes) == isPublic)
        let mapped = Array(repeating: UInt8(0), count: 10) + [0xFF, 0xFF] + bytes
        #expect(NetworkAddress.isPublic(mapped) == isPublic)
    }

    @Test(
        "and of the newer ones none that is a house's, a link's or another's in disguise",
        arguments: [
            ([0x2A, 0x00, 0x14, 0x50], true), ([0x26, 0x06, 0x47, 0x00], true), ([0x20, 0x01, 0x48, 0x60], true),
            ([0x00], false), ([0xFE, 0x80], false), ([0xFC, 0x00], false), ([0xFD, 0x12], false),
            ([0xFF, 0x02], false),
            ([0x20, 0x01, 0x00, 0x00], false), ([0x20, 0x01, 0x0D, 0xB8], false), ([0x20, 0x02, 0x7F, 0x00], false),
            ([0x00, 0x64, 0xFF, 0x9B], false),
        ] as [([UInt8], Bool)])
    func newer(start: [UInt8], isPublic: Bool) {
        let bytes = start + Array(repeating: UInt8(0), count: 15 - start.count) + [1]
        #expect(NetworkAddress.isPublic(bytes) == isPublic)
        #expect(!NetworkAddress.isPublic(Array(bytes.prefix(8))))
    }

    @Test(
        "is done, tried again, given up or over, by what was answered and to whom",
        arguments: [
            (.status(200), true, .done), (.status(204), false, .done), (.status(410), true, .gone),
            (.status(410), false, .gone), (.status(404), true, .again(after: 15)), (.status(404), false, .gone),
            (.status(400), true, .again(after: 15)), (.status(400), false, .failed), (.status(413), false, .failed),
            (.status(429), false, .again(after: 15)), (.status(301), true, .again(after: 15)),
            (.status(500), false, .again(after: 15)), (.silent("silent"), true, .again(after: 15)),
            (.refused("private"), true, .failed),
        ] as [(DeliveryAnswer, Bool, DeliveryFate)])
    func fates(answer: DeliveryAnswer, isPatient: Bool, fate: DeliveryFate) {
        #expect(DeliveryFate(answer, attempts: 1, isPatient: isPatient, scatter: 0.5) == fate)
    }

    @Test("waits four times as long after each try, up to six hours, and never as long as another")
    func pauses() {
        func pause(_ attempts: Int, _ scatter: Double) -> DeliveryFate {
            DeliveryFate(.status(503), attempts: attempts, isPatient: true, scatter: scatter)
        }
        #expect(pause(2, 0.5) == .again(after: 60))
        #expect(pause(3, 0) == .again(after: 120))
        #expect(pause(3, 1) == .again(after: 360))
        #expect(pause(40, 0.5) == .again(after: 21_600))
    }
}
