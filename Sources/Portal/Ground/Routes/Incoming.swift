import Domain
import Foundation
import Hummingbird
import Synchronization
import Web

/// Files on their way in: where those of a form lie until it is done, and how many one person may send at a time.
final class Incoming: Sendable {
    static let mostForms = 2
    /// Files that go up piece by piece: as many as a browser sends to one place at a time.
    static let mostPieces = 6
    private static let day: TimeInterval = 86_400

    private let folder: URL
    private let forms = Crowd(most: mostForms)
    private let pieces = Crowd(most: mostPieces)

    /// - Parameter data: on its disk they lie, so a service needs no other folder to write to.
    init(in data: URL) {
        folder = data.appendingPathComponent("incoming", isDirectory: true)
        Spool.sweep(folder, before: Date(timeIntervalSinceNow: -Self.day))
    }

    /// How many forms with files are under way.
    func count(by person: ID<Person>) -> Int { forms.count(of: person) }

    /// The place is the form's as long as anybody holds one of its files; so no way out of a request can forget to give it
    /// back.
    /// - Throws: `Refusal.tooManyUploads`; where the disk does not take it.
    func spool(by person: ID<Person>) throws -> Spool {
        try forms.enter(person)
        do { return try Spool(in: folder) { [self] in forms.leave(person) } } catch {
            forms.leave(person)
            throw error
        }
    }

    /// Takes a piece of a file in.
    /// - Throws: `Refusal.tooManyUploads`.
    func piece<Answer>(by person: ID<Person>, _ take: () async throws -> Answer) async throws -> Answer {
        try pieces.enter(person)
        defer { pieces.leave(person) }
        return try await take()
    }
}

/// How often each person is there, up to a bound.
private final class Crowd: Sendable {
    private let most: Int
    private let present = Mutex<[ID<Person>: Int]>([:])

    init(most: Int) { self.most = most }

    func count(of person: ID<Person>) -> Int { present.withLock { $0[person] ?? 0 } }

    func enter(_ person: ID<Person>) throws {
        try present.withLock { all in
            guard all[person, default: 0] < most else { throw Refusal.tooManyUploads }
            all[person, default: 0] += 1
        }
    }

    func leave(_ person: ID<Person>) {
        present.withLock { all in
            let rest = (all[person] ?? 1) - 1
            all[person] = rest > 0 ? rest : nil
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
