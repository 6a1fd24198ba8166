/// Chance that falls the same way each time: SplitMix64 from a fixed seed, so that two demos are alike.
struct DemoDice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    mutating func pick<T>(_ list: [T]) -> T { list[roll(0...(list.count - 1))] }
    /// True so many times in a hundred.
    mutating func chance(_ percent: Int) -> Bool { roll(1...100) <= percent }
}
