import Database
import Domain
import Ground
import Web

/// Fetches what has come in, once a minute as long as the company wants it; what was fetched before changes nothing.
struct ReceiveMessages: RunKind {
    static let name = "receive"
    /// Seconds; longer after a provider that does not answer.
    private static let (pause, rest): (Int64, Int64) = (60, 600)
    var name: String { Self.name }
    var isPatient: Bool { true }
    private let wire: SmsWire

    init(_ wire: SmsWire = SmsWire()) { self.wire = wire }

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        Receiving(company: company, wire: wire)
    }

    private struct Receiving: RunWork {
        let company: OpenCompany
        let wire: SmsWire

        mutating func next(after _: String) async throws -> RunStep {
            let (company, account) = (company, try await company.read { try PostAccountStore.find($0) })
            guard let account, account.isOn, account.receives, let provider = account.open(in: company, wire) else {
                return .rest { _ in nil }
            }
            guard let all = try? await provider.received() else {
                return .rest { $0.now.adding(seconds: ReceiveMessages.rest) }
            }
            return .rest { tx in
                for one in all { try ReceivedStore.take(one, from: account.provider, in: company, tx) }
                return tx.now.adding(seconds: ReceiveMessages.pause)
            }
        }
    }
}
