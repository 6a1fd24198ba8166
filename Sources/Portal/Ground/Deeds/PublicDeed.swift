import Database
import Domain
import Hummingbird
import Web

extension PublicContext {
    /// Does once what a stranger's form asks for, however often it is sent, and leads to the place that the work names.
    /// - Throws: `Refusal.stale` where its stamp was used with another content.
    package func once(
        _ form: FormBody, with stamp: FormStamp, _ work: @escaping @Sendable (Transaction) throws -> String
    ) async throws -> Response {
        let sent = SentForm(form, to: path, with: stamp)
        let place = try await company.write { tx in try OnceStore.run(sent, tx) { try work(tx) } }
        return portal.goOn(to: place)
    }
}
