import Domain
import Testing

@Suite("What a part is for, and what takes its place")
struct PartFitTests {
    @Test(
        "A part fits where it is said, does not where another model is said, and nobody knows where none is",
        arguments: [
            ([], false, FitVerdict.unknown), ([], true, .misfit), ([2], true, .fits(most: 2)),
            ([1, 3], true, .fits(most: 4)),
        ] as [([Int], Bool, FitVerdict)])
    func verdict(_ counts: [Int], _ isSaid: Bool, _ verdict: FitVerdict) {
        #expect(FitVerdict(counts: counts, isSaid: isSaid) == verdict)
    }

    @Test(
        "A chain never comes back to where it began, and ends",
        arguments: [
            (2, [], true), (2, [3, 4], true), (1, [], false), (2, [1], false), (2, [3, 1, 4], false),
            (2, Array(100..<150), false), (2, Array(100..<149), true),
        ] as [(Int64, [Int64], Bool)])
    func chain(_ successor: Int64, _ chain: [Int64], _ may: Bool) {
        let permit = try? MaySupersede(ID(1), by: ID(successor), chain: chain.map { ID($0) })
        #expect((permit != nil) == may)
    }
}
