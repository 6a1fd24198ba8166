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
    /// Of all who are no members, so that they never fill the disk.
    static let mostOfStrangers = 8
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
    func count(by sender: Sender) -> Int { forms.count(of: sender) }

    /// The place is the form's as long as anybody holds one of its files; so no way out of a request can forget to give it
    /// back.
    /// - Throws: `Refusal.tooManyUploads`, `Refusal.tooMany` where strangers hold all of theirs; where the disk does not take it.
    func spool(by sender: Sender) throws -> Spool {
        try forms.enter(sender)
        do { return try Spool(in: folder) { [self] in forms.leave(sender) } } catch {
            forms.leave(sender)
            throw error
        }
    }

    /// Takes a piece of a file in.
    /// - Throws: `Refusal.tooManyUploads`.
    func piece<Answer>(by person: ID<Person>, _ take: () async throws -> Answer) async throws -> Answer {
        try pieces.enter(.person(person))
        defer { pieces.leave(.person(person)) }
        return try await take()
    }
}

/// How often each sender is there, up to a bound.
private final class Crowd: Sendable {
    private let most: Int
    private let present = Mutex<[Sender: Int]>([:])

    init(most: Int) { self.most = most }

    func count(of sender: Sender) -> Int { present.withLock { $0[sender] ?? 0 } }

    func enter(_ sender: Sender) throws {
        try present.withLock { all in
            let others = all.reduce(0) { $0 + ($1.key.isStranger ? $1.value : 0) }
            guard !sender.isStranger || others < Incoming.mostOfStrangers else { throw Refusal.tooMany }
            // Whose address nobody knows is not held for all the others of whom that is so.
            guard sender == .stranger("") || all[sender, default: 0] < most else { throw Refusal.tooManyUploads }
            all[sender, default: 0] += 1
        }
    }

    func leave(_ sender: Sender) {
        present.withLock { all in
            let rest = (all[sender] ?? 1) - 1
            all[sender] = rest > 0 ? rest : nil
        }
    }
}

/// Who sends files with a form.
enum Sender: Hashable, Sendable {
    case person(ID<Person>)
    /// By his address, as it is counted; empty where that is not known.
    case stranger(String)

    static func stranger(of guest: GuestContext) -> Sender { .stranger(guest.address?.counted ?? "") }

    var isStranger: Bool { if case .stranger = self { true } else { false } }
}

extension Portal {
    /// The form of a request, held to its size, its pace and its token while it comes.
    /// - Parameter sender: nil where a form takes no files.
    func form(
        _ request: Request, _ row: RouteRow, _ context: GuestContext, from sender: Sender? = nil
    ) async throws -> FormBody {
        let incoming = incoming
        let rules = FormRules(
            limit: row.bodyLimit, textLimit: FormSize.fields.rawValue,
            fileLimit: sender == nil ? 0 : FormSize(rawValue: row.bodyLimit)?.ofFile ?? 0, cookie: context.cookie,
            pace: sender?.isStranger == true ? .ofStrangers : Pace()
        ) {
            guard let sender else { throw Refusal.unreadable }
            return try incoming.spool(by: sender)
        }
        return try await FormBody.read(request, rules)
    }
}
