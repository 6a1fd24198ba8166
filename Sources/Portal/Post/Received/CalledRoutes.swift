import Database
import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// Where a provider tells of a text message by himself. Each of the four lets a company type an address; what he says there is
/// read by the names that they use, as a form, in the address or as JSON.
package enum CalledRoutes: RoomRoutes {
    private static let limit = 65_536
    static let posted = CalledRoute<String>(.post, "sms/:secret", upTo: limit)
    static let asked = CalledRoute<String>(.get, "sms/:secret", upTo: 0)

    package static var all: [Mounted] {
        [
            posted.to { request, body, context, secret in try await take(request, body, secret, context) },
            asked.to { request, body, context, secret in try await take(request, body, secret, context) },
        ]
    }

    /// What stands in the path. - Parameter round: another one for each time that it was made anew.
    static func secret(_ round: Int, of company: OpenCompany) -> String {
        String(company.signature(of: "sms call \(round)").prefix(40))
    }

    /// nil where nobody knows how the portal is called from outside.
    static func address(_ account: PostAccount, _ context: CompanyContext) -> String? {
        context.origin.map { $0 + context.paths(posted, secret(account.callRound, of: context.company)) }
    }

    private static func take(
        _ request: Request, _ body: [UInt8], _ secret: String, _ context: PublicContext
    ) async throws -> Response {
        let company = context.company
        let account = try await company.read { try PostAccountStore.find($0) }
        guard let account, account.isOn, account.receives, Self.secret(account.callRound, of: company) == secret else {
            throw Refusal.hidden
        }
        // Whoever only looks whether somebody is there has brought nothing.
        guard request.method != .head else { return Response(status: .ok) }
        let all = CalledText.all(request.uri.queryParameters.map { (String($0.key), String($0.value)) }, body)
        guard !all.isEmpty else { throw Refusal.unreadable }
        let now = context.portal.now()
        let messages = all.compactMap { $0.message(at: now) }
        try await company.write { tx in
            for one in messages { try ReceivedStore.take(one, from: account.provider, in: company, tx) }
        }
        // After the commit: what was said to be taken is.
        return Response(
            status: .ok, headers: [.contentType: "text/plain"], body: .init(byteBuffer: .init(string: "ok")))
    }
}

/// One message as a provider tells of it.
struct CalledText: Sendable {
    private static let most = 100
    private let fields: [String: String]

    static func all(_ query: [(String, String)], _ body: [UInt8]) -> [CalledText] {
        let asked = query.reduce(into: [String: String]()) { $0[$1.0.lowercased()] = $1.1 }
        let text = String(decoding: body, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        var all: [[String: String]] = []
        if text.hasPrefix("{") || text.hasPrefix("[") {
            guard let json = try? JSONDecoder().decode(JSONValue.self, from: Data(body)) else { return [] }
            all = objects(json)
        } else if !text.isEmpty {
            all = [form(text)]
        } else {
            all = [[:]]
        }
        return all.prefix(most).map { CalledText(fields: asked.merging($0) { $1 }) }.filter { $0.from != nil }
    }

    private static func form(_ text: String) -> [String: String] {
        text.split(separator: "&").reduce(into: [:]) { fields, pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return }
            let value = parts[1].replacing("+", with: " ").removingPercentEncoding ?? ""
            fields[(parts[0].removingPercentEncoding ?? "").lowercased()] = value
        }
    }

    /// One, or all of a list, also below `data` or `entries`.
    private static func objects(_ json: JSONValue) -> [[String: String]] {
        switch json {
        case .list(let list): return list.flatMap(objects)
        case .object(let object):
            for name in ["data", "entries", "items", "messages"] {
                if let inner = object[name], case .object = inner { return objects(inner) }
                if let inner = object[name], case .list = inner { return objects(inner) }
            }
            return [
                object.reduce(into: [:]) { fields, pair in
                    if let text = pair.value.string { fields[pair.key.lowercased()] = text }
                }
            ]
        default: return []
        }
    }

    private func first(_ names: String...) -> String? {
        names.lazy.compactMap { fields[$0] }.first { !$0.isEmpty }
    }

    private var from: String? { first("from", "sender", "mobile", "originator") }

    /// - Parameter now: where the provider says no number of his, the same words within ten minutes are the same message.
    func message(at now: Instant) -> ReceivedSms? {
        let (line, text) = (
            first("to", "receptor", "receiver", "linenumber", "line", "number"),
            first("message", "text", "body", "messagetext")
        )
        let id = first("messageid", "msgid", "message_id", "smsid", "id")
        let made = Secrets.hash("\(from ?? "") \(line ?? "") \(text ?? "") \(now.seconds / 600)").prefix(40)
        return ReceivedSms(id: id ?? String(made), from: from, line: line, text: text ?? "")
    }
}
