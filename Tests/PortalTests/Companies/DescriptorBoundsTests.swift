import Testing

@testable import House

@Suite("Bounds by descriptors")
struct DescriptorBoundsTests {
    @Test("leave enough for all else, whatever the limit", arguments: [256, 512, 1_024, 4_096, 65_536], [13, 23, 75])
    func sum(_ descriptors: Int, _ price: Int) {
        let bounds = DescriptorBounds(descriptors: descriptors, price: price)
        #expect(bounds.companies * price + 2 * bounds.connections <= descriptors - min(120, descriptors / 4))
        #expect(bounds.companies >= 1 && bounds.companies <= 64)
        #expect(bounds.connections >= 8 && bounds.connections <= 4_096)
    }

    @Test("are ample where a service begins")
    func usual() {
        let bounds = DescriptorBounds(descriptors: 1_024, price: 13)
        #expect(bounds.companies == 33 && bounds.connections == 217)
    }
}
