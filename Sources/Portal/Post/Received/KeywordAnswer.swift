import Base
import Database
import Domain
import Ground

/// What the machine does by itself with a text message, where the company lets it.
struct KeywordAnswer: Sendable {
    /// Of a day: each answer is paid for, and a serial is tried out by asking.
    static let (mostOfNumber, mostOfAll) = (5, 500)

    /// As it is stored.
    let number: String
    let customer: ID<Customer>?
    let question: ID<ReceivedSms>
    let company: OpenCompany

    /// Says whether a machine is the company's and how long it is covered. - Returns: false where it does not.
    func check(_ serial: String, _ tx: Transaction) throws -> Bool {
        guard try PostAccountStore.find(tx)?.checksSerials == true, try isFew(.check, tx) else { return false }
        let found = try SerialCheckList.check(serial, tx)
        let today = company.clock.day(of: tx.now)
        let answer = WriteAnswer(
            event: found == nil ? .serialUnknown : .serialKnown, serial: serial, model: found?.model ?? "",
            until: found.flatMap { $0.cover.sheet(on: today, company.clock.calendar)[.labour]?.lastDay })
        try answer.send(to: number, customer, about: question, in: company, tx)
        return true
    }

    /// Has a warranty begin. - Returns: false where it does not: then a person looks at it.
    func activate(_ serial: String, _ card: String, _ tx: Transaction) throws -> Bool {
        guard try PostAccountStore.find(tx)?.activatesCards == true, try isFew(.activation, tx), try mayTry(tx),
            let mobile = try? MobileNumber(MobileNumber.local(stored: number))
        else { return false }
        let name = try customer.flatMap { try ReceivedStore.name(of: $0, tx) }
        let day = company.clock.day(of: tx.now)
        let command = ActivateCard(
            serial: serial, number: card, mobile: mobile, name: name ?? mobile.shown, seller: "", on: day)
        guard try command.run(in: tx), let found = try SerialCheckList.check(serial, tx) else { return false }
        let answer = WriteAnswer(
            event: .cardActivated, serial: serial, model: found.model,
            until: found.cover.sheet(on: day, company.clock.calendar)[.labour]?.lastDay)
        try answer.send(to: number, customer, about: question, in: company, tx)
        return true
    }

    /// What was no card went to the desk: whoever guesses is stopped as soon as whoever has many.
    private func mayTry(_ tx: Transaction) throws -> Bool {
        let tries = try [.activation, .contact, .left].map { try ReceivedStore.count($0, from: number, tx) }
        return tries.reduce(0, +) < Self.mostOfNumber
    }

    private func isFew(_ meaning: ReceivedMeaning, _ tx: Transaction) throws -> Bool {
        try ReceivedStore.count(meaning, from: number, tx) < Self.mostOfNumber
            && ReceivedStore.count(meaning, from: nil, tx) < Self.mostOfAll
    }
}
