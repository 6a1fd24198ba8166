import Domain
import Foundation
import Hummingbird
import Synchronization
import Web

/// Files of forms on their way in: where they lie until their form is done, and how many forms of one person may have some.
final class Incoming: Sendable {
    static let mostForms = 2
    private static let day: TimeInterval = 86_400

    private let folder: URL
    private let underWay = Mutex<[ID<Person>: Int]>([:])

    /// - Parameter data: on its disk they lie, so a service needs no other folder to write to.
    init(in data: URL) {
        folder = data.appendingPathComponent("incoming", isDirectory: true)
        Spool.sweep(folder, before: Date(timeIntervalSinceNow: -Self.day))
    }

    /// How many forms with files are under way.
    func count(by person: ID<Person>) -> Int { underWay.withLock { $0[person] ?? 0 } }

    /// The place is the form's as long as anybody holds one of its files; so no way out of a request can forget to give it
    /// back.
    /// - Throws: `Refusal.tooManyUploads`; where the disk does not take it.
    func spool(by person: ID<Person>) throws -> Spool {
        try enter(person)
        do { return try Spool(in: folder) { [self] in leave(person) } } catch {
            leave(person)
            throw error
        }
    }

    private func enter(_ person: ID<Person>) throws {
        try underWay.withLock { forms in
            guard forms[person, default: 0] < Self.mostForms else { throw Refusal.tooManyUploads }
            forms[person, default: 0] += 1
        }
    }

    private func leave(_ person: ID<Person>) {
        underWay.withLock { forms in
            let rest = (forms[person] ?? 1) - 1
            forms[person] = rest > 0 ? rest : nil
        }
    }
}

extension Portal {
    /// The form of a request, held to its size, its pace and its token while it comes.
    /// - Parameter person: nil where a form takes no files.
    func form(
        _ request: Request, _ row: RouteRow, _ context: GuestContext, by person: ID<Person>? = nil
    ) async throws -> FormBody {
        let incoming = incoming
        let rules = FormRules(
            limit: row.bodyLimit, textLimit: FormSize.fields.rawValue,
            fileLimit: person == nil ? 0 : FormSize(rawValue: row.bodyLimit)?.ofFile ?? 0, cookie: context.cookie
        ) {
            guard let person else { throw Refusal.unreadable }
            return try incoming.spool(by: person)
        }
        return try await FormBody.read(request, rules)
    }
}
