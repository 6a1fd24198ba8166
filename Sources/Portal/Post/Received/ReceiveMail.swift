import Database
import Domain
import Ground
import Web

/// Looks into the company's mailbox once a minute. A mail leaves it on the next visit, once it is known to be written down: read
/// once, never lost, whoever dies in between.
struct ReceiveMail: RunKind {
    static let name = "inbox"
    /// Seconds; longer after a mailbox that does not answer.
    private static let (pause, rest): (Int64, Int64) = (60, 600)
    var name: String { Self.name }
    var isPatient: Bool { true }
    private let wire: PopWire

    init(_ wire: PopWire = PopWire()) { self.wire = wire }

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        Receiving(company: company, wire: wire)
    }

    private struct Receiving: RunWork {
        let company: OpenCompany
        let wire: PopWire

        mutating func next(after _: String) async throws -> RunStep {
            let company = company
            let account = try await company.read { try PostAccountStore.find($0, .email) }
            guard let account, account.isOn, !account.inbox.isEmpty else { return .rest { _ in nil } }
            guard let server = account.mailbox(in: company) else { return Self.failed("key") }
            let box = String(Secrets.hash("\(account.inbox) \(account.username)").prefix(12))
            let mails: [PopWire.Mail]
            do {
                mails = try await wire.visit(server) { ids in
                    let known = try await company.read { try ReceivedStore.known(ids.map { "\(box) \($0)" }, $0) }
                    return Set(known.map { String($0.dropFirst(box.count + 1)) })
                }
            } catch let fault as PopWire.Fault { return Self.failed(fault.rawValue) }
            let read = try await aside { mails.map { ("\(box) \($0.id)", ReceivedMail($0.bytes)) } }
            guard let last = read.last?.0 else { return Self.done }
            return .write { tx in
                for (id, mail) in read { try ReceivedStore.take(mail, id, in: company, tx) }
                return RunProgress(String(last.prefix(100)), done: 0)
            }
        }

        private static func failed(_ why: String) -> RunStep {
            .rest { tx in
                try PostAccountStore.setInboxFault(why, tx)
                return tx.now.adding(seconds: ReceiveMail.rest)
            }
        }

        private static let done = RunStep.rest { tx in
            try PostAccountStore.setInboxFault("", tx)
            return tx.now.adding(seconds: ReceiveMail.pause)
        }
    }
}
