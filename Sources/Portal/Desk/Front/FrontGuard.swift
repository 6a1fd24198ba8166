import Database
import Domain
import Ground
import HTTPTypes
import Web

/// Why a stranger's form is not taken; it comes back to him as he typed it.
struct FrontRefusal: Error {
    let complaint: Complaint
    var status: HTTPResponse.Status = .unprocessableContent
    /// Seconds.
    var retryAfter: Int64?
    /// Whether the form's stamp is of no use any more.
    var isStampSpent = false
}

/// Keeps floods and robots out without asking anybody outside: how often by address, by number and in all; a field that only robots
/// fill; and a stamp that a browser works for, or its person waits for.
struct FrontGuard: Sendable {
    private typealias Counted = (pace: Allowance, whose: String)
    private static let hour: Int64 = 3_600
    private static let address = Allowance("front address", most: 10, in: hour)
    /// Without a script it costs nothing but time.
    private static let waiter = Allowance("front waiter", most: 3, in: hour)
    private static let mobile = Allowance("front mobile", most: 5, in: hour)
    /// Of a company in all: so many rows and no more, whoever they come from.
    private static let company = Allowance("front company", most: 300, in: hour)
    private static let lookAddress = Allowance("front look address", most: 20, in: hour)
    private static let lookMobile = Allowance("front look mobile", most: 10, in: hour)
    private static let lookCompany = Allowance("front look company", most: 1_000, in: hour)
    private static let day: Int64 = 86_400
    private static let photosAddress = Allowance("front photos address", most: 5, in: day)
    /// Three gigabytes at the very most.
    private static let photosCompany = Allowance("front photos company", most: 200, in: day)
    private static let stamp = Allowance("front stamp", most: 1, in: FormPassage.longest)

    let page: FrontPage
    let bits: Int
    let context: PublicContext

    /// A new stamp for its form.
    var newStamp: FormStamp {
        FormStamp(for: page.rawValue, bits: bits, at: context.portal.now(), sign: context.signature)
    }

    func stamp(_ form: FormBody) -> FormStamp? {
        FormStamp(form.raw("stamp"), for: page.rawValue, sign: context.signature)
    }

    /// Looks at the form before anything of it is read: a flood is turned away by one reading.
    /// - Returns: the stamp and the way by which it comes in.
    func admit(_ form: FormBody) async throws -> (stamp: FormStamp, passage: FormPassage) {
        let counted = counted(.paid, nil)
        try refuse(await context.portal.companies.directory.read { try PaceStore.wait(counted, $0) })
        guard form.raw("website").isEmpty else { throw FrontRefusal(complaint: Complaint("front.robot")) }
        guard let stamp = stamp(form) else {
            throw FrontRefusal(complaint: Complaint("front.old"), isStampSpent: true)
        }
        do {
            let age = context.portal.now().seconds - stamp.madeAt.seconds
            return (stamp, try FormPassage(isPaid: stamp.isPaid(by: form.raw("proof")), age: age))
        } catch {
            throw FrontRefusal(complaint: error, isStampSpent: error.key == "front.old")
        }
    }

    /// Counts it. - Throws: `FrontRefusal` with 429 where one of the counts is full.
    func take(_ stamp: FormStamp, _ passage: FormPassage, _ mobile: MobileNumber?) async throws {
        var all = counted(passage, mobile)
        // What is written is kept from being sent twice by its own row.
        if !page.isWritten { all.append((Self.stamp, stamp.nonce)) }
        let (counted, once) = (all, page.isWritten ? nil : stamp.nonce)
        let (wait, isSpent) = try await context.portal.companies.directory.write { tx in
            let isSpent = try once.map { try PaceStore.count(Self.stamp, of: $0, tx) > 0 } ?? false
            return (isSpent ? nil : try PaceStore.take(counted, tx), isSpent)
        }
        if isSpent { throw FrontRefusal(complaint: Complaint("front.old"), isStampSpent: true) }
        try refuse(wait)
    }

    /// Counts a form with photos beside. - Throws: `FrontRefusal`, which asks for the form without them.
    func takePhotos() async throws {
        var counted: [Counted] = [(Self.photosCompany, context.company.slug)]
        if let address = context.guest.address?.counted { counted.append((Self.photosAddress, address)) }
        let all = counted
        guard let wait = try await context.portal.companies.directory.write({ try PaceStore.take(all, $0) }) else {
            return
        }
        throw FrontRefusal(complaint: Complaint("front.photos.many"), status: .tooManyRequests, retryAfter: wait)
    }

    private func refuse(_ wait: Int64?) throws {
        guard let wait else { return }
        throw FrontRefusal(
            complaint: Complaint("front.too_many", String((wait + 59) / 60)), status: .tooManyRequests,
            retryAfter: wait)
    }

    private func counted(_ passage: FormPassage, _ mobile: MobileNumber?) -> [Counted] {
        let slug = context.company.slug
        var all: [Counted] = [(page.isWritten ? Self.company : Self.lookCompany, slug)]
        if let address = context.guest.address?.counted {
            all.append((page.isWritten ? Self.address : Self.lookAddress, address))
            if passage == .waited { all.append((Self.waiter, address)) }
        } else if passage == .waited {
            all.append((Self.waiter, slug))
        }
        if let mobile {
            let hidden = String(context.signature(of: "number \(mobile.e164)").prefix(24))
            all.append((page.isWritten ? Self.mobile : Self.lookMobile, hidden))
        }
        return all
    }
}
