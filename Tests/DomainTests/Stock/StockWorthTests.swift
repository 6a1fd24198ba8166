import Domain
import Testing

@Suite("What the company's parts are worth")
struct StockWorthTests {
    @Test(
        "the average is weighed by how many came at which price",
        arguments: [
            ([(10, 5), (25, 10), (5, 75)], 40, 675, 17),
            ([(15, 10)], 15, 150, 10),
            ([(1, 1), (2, 2)], 3, 5, 2),
            ([(3, 0)], 3, 0, 0),
        ] as [([(Int64, Int64)], Int64, Int64, Int64)])
    func average(came: [(Int64, Int64)], quantity: Int64, value: Int64, average: Int64) throws {
        var worth = StockWorth()
        for (count, cost) in came { try worth.add(count, at: cost) }
        #expect(worth == StockWorth(quantity: quantity, value: value))
        #expect(worth.average == average)
    }

    @Test("what comes without a price costs what the others cost, and does not lower the average")
    func unpriced() throws {
        var worth = StockWorth()
        try worth.add(15, at: 10)
        #expect(try worth.addAtAverage(40) == 400)
        #expect(worth.average == 10)
    }

    @Test("the last one takes what is left, so that none is worth nothing")
    func last() throws {
        var worth = StockWorth(quantity: 3, value: 100)
        #expect(try [worth.take(1), worth.take(1), worth.take(1)] == [33, 34, 33])
        #expect(worth == StockWorth())
    }

    @Test("more than there is cannot be taken")
    func short() {
        var worth = StockWorth(quantity: 10, value: 100)
        #expect(throws: Complaint("stock.denied.worth")) { try worth.take(30) }
        #expect(worth == StockWorth(quantity: 10, value: 100))
    }

    @Test("a delivery that is taken back takes its own price along, as far as it is still there")
    func back() throws {
        var worth = StockWorth()
        try worth.add(10, at: 100)
        try worth.add(10, at: 1)
        #expect(try worth.take(10, worth: 1000) == 1000)
        #expect(worth == StockWorth(quantity: 10, value: 10))
        #expect(try worth.take(5, worth: 500) == 10)
        #expect(worth == StockWorth(quantity: 5, value: 0))
    }

    @Test("a sum beyond all bounds is refused")
    func bounds() {
        var worth = StockWorth()
        #expect(throws: Complaint("stock.denied.large")) { try worth.add(10_000_000, at: .max / 2) }
        #expect(throws: Complaint("stock.denied.large")) { try worth.add(2, at: StockWorth.most) }
    }

    @Test("whatever comes and goes, value is never below zero, and coming and taking back at once is nothing")
    func chance() throws {
        var dice = Dice(seed: 14)
        for _ in 1...2_000 {
            var (worth, own, paid, out) = (StockWorth(), Int64(0), Int64(0), Int64(0))
            for _ in 1...dice.roll(1...12) {
                let count = dice.roll(Int64(1)...50)
                let before = worth
                let came = try worth.add(count, at: dice.roll(Int64(0)...9_999_999))
                if dice.chance(30) {
                    #expect(try worth.take(count, worth: came) == came)
                    #expect(worth == before)
                    continue
                }
                (own, paid) = (own + count, paid + came)
                let gone = dice.roll(Int64(0)...own)
                out += try worth.take(gone)
                own -= gone
                #expect(worth.quantity == own && worth.value == paid - out && worth.value >= 0)
                #expect(own > 0 || worth.value == 0)
            }
        }
    }
}
