import Domain
import Testing

@Suite("Amounts of money")
struct MoneyTests {
    @Test("Amounts are added and taken away exactly")
    func sums() throws {
        #expect(try Money(1_930_000) + Money(1_100_001) == Money(3_030_001))
        #expect(try Money(5) - Money(7) == Money(-2))
        #expect(-Money(12) == Money(-12))
        #expect(try Money.sum((1...100).map { Money($0) }) == Money(5050))
        #expect(try Money.sum([]) == .zero)
        #expect(Money(-1) < .zero)
    }

    @Test("A sum too large to record is refused, not wrapped")
    func overflow() {
        let complaint = Complaint("kernel.money.overflow")
        #expect(throws: complaint) { try Money(.max) + Money(1) }
        #expect(throws: complaint) { try Money(-.max) - Money(1) }
        #expect(throws: complaint) { try Money.sum([Money(.max), Money(.max)]) }
        #expect(-Money(.min) == Money(.max))
    }

    @Test(
        "Amounts in Persian words are those of a bank's form",
        arguments: [
            (0, "صفر"), (400, "چهارصد"), (1000, "هزار"), (1001, "هزار و یک"), (19, "نوزده"), (21, "بیست و یک"),
            (110, "صد و ده"), (12_345, "دوازده هزار و سیصد و چهل و پنج"), (18_000_000, "هجده میلیون"),
            (2_000_000_000, "دو میلیارد"), (1_001_000, "یک میلیون و هزار"), (-7, "منفی هفت"),
            (
                1_234_567_890,
                "یک میلیارد و دویست و سی و چهار میلیون و پانصد و شصت و هفت هزار و هشتصد و نود"
            ),
        ] as [(Int64, String)])
    func persianWords(number: Int64, words: String) {
        #expect(AmountInWords.persian(number) == words)
    }

    @Test(
        "Amounts in English words",
        arguments: [
            (0, "zero"), (13, "thirteen"), (1001, "one thousand one"), (-40, "minus forty"),
            (12_345, "twelve thousand three hundred forty-five"), (2_000_000_100, "two billion one hundred"),
        ] as [(Int64, String)])
    func englishWords(number: Int64, words: String) {
        #expect(AmountInWords.english(number) == words)
    }

    @Test("Different amounts have different words, up to the largest")
    func distinctWords() {
        let numbers = Array(Int64(0)...2_000) + [.max, .min, 1_000_000, 1_000_000_000_000]
        #expect(Set(numbers.map(AmountInWords.persian)).count == numbers.count)
        #expect(Set(numbers.map(AmountInWords.english)).count == numbers.count)
    }
}
