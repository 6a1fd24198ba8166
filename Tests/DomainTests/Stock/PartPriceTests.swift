import Domain
import Testing

@Suite("The price of a part")
struct PartPriceTests {
    private static func price(_ kind: PartPriceKind, _ amount: Int64, _ day: Int32) -> PartPrice {
        PartPrice(kind, Money(amount), from: CalendarDay(number: day))
    }

    @Test(
        "is of each kind the one with the latest day that has come",
        arguments: [
            (99, nil, nil), (100, 1_000, nil), (104, 1_000, 7), (105, 1_500, 7), (200, 1_500, 7),
        ] as [(Int32, Int64?, Int64?)])
    func holding(_ day: Int32, _ customer: Int64?, _ cost: Int64?) {
        let prices = [
            Self.price(.customer, 1_500, 105), Self.price(.customer, 1_000, 100), Self.price(.cost, 7, 101),
            Self.price(.customer, 9_999, 201),
        ]
        let held = PartPrice.holding(on: CalendarDay(number: day), prices)
        #expect(held[.customer]?.amount.minor == customer)
        #expect(held[.cost]?.amount.minor == cost)
        #expect(held[.dealer] == nil)
    }

    @Test("is of two with one day the one that was put into force last")
    func sameDay() {
        let prices = [Self.price(.dealer, 20, 100), Self.price(.dealer, 10, 100)]
        #expect(PartPrice.holding(on: CalendarDay(number: 100), prices)[.dealer]?.amount.minor == 20)
    }

    @Test(
        "is put into force by somebody who may, and not by whoever wrote it",
        arguments: Role.allCases)
    func permit(_ role: Role) throws {
        let dealer: ID<Dealer>? = role.isOfDealer ? ID(1) : nil
        let actor = try Actor(person: ID(1), name: "", roles: Roles([role]), dealer: dealer)
        let may = [Role.administrator, .serviceManager, .stockManager, .financeApprover].contains(role)
        let permit = { (hasMade: Bool, isEased: Bool) in
            (try? MayActivatePartPrices(actor, hasMade: hasMade, isEased: isEased)) != nil
        }
        #expect(permit(false, false) == may)
        #expect(!permit(true, false))
        #expect(permit(true, true) == may)
    }
}
