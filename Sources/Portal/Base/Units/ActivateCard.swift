import Database
import Domain
import Ground

/// Whoever holds a machine and its card makes the warranty begin by himself: serial and number are those of a card that waits.
package struct ActivateCard: Sendable {
    let serial: String
    let number: String
    let mobile: MobileNumber
    let name: String
    /// From whom he says that he has it; kept with what happened, and believed by nobody.
    let seller: String
    /// The day that the warranty begins with, where its rule counts from the activation.
    let day: CalendarDay

    package init(
        serial: String, number: String, mobile: MobileNumber, name: String, seller: String, on day: CalendarDay
    ) {
        (self.serial, self.number, self.mobile) = (serial, number, mobile)
        (self.name, self.seller, self.day) = (name, seller, day)
    }

    /// - Returns: false where no such card waits, or it was activated before: then nothing is written, and a person looks at it.
    package func run(in tx: Transaction) throws -> Bool {
        guard let typed = try? SerialText.parse(number), let waiting = try WarrantyCardStore.waiting(serial, tx),
            waiting.card.number == typed, waiting.card.dates.activation == nil
        else { return false }
        var dates = waiting.card.dates
        dates.activation = day
        guard dates.contradiction == nil else { return false }
        let card = RegisterCard(
            serial: serial, model: "", number: typed, dates: UnitDates(activation: day), mobile: CustomerNumber(mobile),
            name: name, city: nil)
        do { try card.run(by: nil, in: tx) } catch is FieldRefusal { return false }
        guard let unit = try UnitStore.id(of: serial, tx) else { return false }
        let detail = ["text": seller].filter { !$0.value.isEmpty }
        try EventStore.add(
            Event("activated_by_customer", of: .unit(unit), in: "units", detail: detail), by: nil, tx)
        return true
    }
}
