import Testing

@testable import Domain

@Suite("The sums of an invoice")
struct InvoiceSumsTests {
    @Test("are services, tax and total, and what was settled leads to what the bank paid")
    func sums() throws {
        let sums = try InvoiceSums(
            [(.fee, Money(1_000)), (.penalty, Money(-100)), (.advance, Money(-200))],
            deductions: [(.insuranceRetention, Money(-45)), (.vat, Money(90))], .irr)
        #expect(sums.net == Money(900))
        #expect(sums.vat == Money(90))
        #expect(sums.total == Money(990))
        #expect(sums.settled.map(\.kind) == [.advance, .insuranceRetention])
        #expect(sums.paid == Money(745))
    }
}
