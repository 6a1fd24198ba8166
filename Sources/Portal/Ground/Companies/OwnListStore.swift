import Database
import Domain

/// One line of a list that is the company's own: a reason, a kind of service.
package struct ListedName: Sendable {
    package let code: String
    package let nameFa: String
    package let nameEn: String
    package let isRetired: Bool
    /// How many photos a job of this kind of service needs before it ends; 0 for reasons.
    package let photos: Int

    init(_ row: Row) throws {
        code = try row("code")
        nameFa = try row("name_fa")
        nameEn = try row("name_en")
        isRetired = try row("is_retired")
        photos = try row("photos")
    }
}

/// The company's reasons and kinds of service: some came with the program, others are its own. None goes: it is set aside.
package enum OwnListStore {
    package static func reasons(_ kind: ReasonKind, _ tx: Transaction) throws -> [ListedName] {
        try tx.rows(
            "SELECT code, name_fa, name_en, is_retired, 0 AS photos FROM reason WHERE kind = \(kind) ORDER BY position"
        ).map(ListedName.init)
    }

    package static func services(_ tx: Transaction) throws -> [ListedName] {
        try tx.rows("SELECT code, name_fa, name_en, is_retired, photos FROM service_type ORDER BY position").map(
            ListedName.init)
    }

    package static func addReason(_ kind: ReasonKind, fa: String, en: String, _ tx: Transaction) throws {
        let code = freeCode(try reasons(kind, tx))
        let position: Int = (try tx.value("SELECT max(position) FROM reason") ?? 0) + 1
        try tx.execute(
            """
            INSERT INTO reason (kind, code, position, name_fa, name_en)
            VALUES (\(kind), \(code), \(position), \(fa), \(en))
            """)
        try touch(tx)
    }

    package static func addService(fa: String, en: String, photos: Int, _ tx: Transaction) throws {
        let code = freeCode(try services(tx))
        let position: Int = (try tx.value("SELECT max(position) FROM service_type") ?? 0) + 1
        try tx.execute(
            """
            INSERT INTO service_type (code, position, name_fa, name_en, photos)
            VALUES (\(code), \(position), \(fa), \(en), \(photos))
            """)
        try touch(tx)
    }

    /// - Returns: false where it is so already, or there is none.
    package static func setRetired(
        _ isRetired: Bool, reason code: String, _ kind: ReasonKind, _ tx: Transaction
    ) throws -> Bool {
        try touch(tx)
        return try tx.execute(
            """
            UPDATE reason SET is_retired = \(isRetired)
            WHERE kind = \(kind) AND code = \(code) AND is_retired <> \(isRetired)
            """) == 1
    }

    /// - Returns: false where it is so already, or there is none.
    package static func setRetired(_ isRetired: Bool, service code: String, _ tx: Transaction) throws -> Bool {
        try touch(tx)
        return try tx.execute(
            """
            UPDATE service_type SET is_retired = \(isRetired) WHERE code = \(code) AND is_retired <> \(isRetired)
            """) == 1
    }

    /// - Returns: false where there is none.
    package static func change(
        service code: String, fa: String, en: String, photos: Int, _ tx: Transaction
    ) throws -> Bool {
        try touch(tx)
        return try tx.execute(
            """
            UPDATE service_type SET name_fa = \(fa), name_en = \(en), photos = \(photos) WHERE code = \(code)
            """) == 1
    }

    private static func freeCode(_ known: [ListedName]) -> String {
        let codes = Set(known.map(\.code))
        var number = known.count + 1
        while codes.contains("own_\(number)") { number += 1 }
        return "own_\(number)"
    }

    /// Every process reads the names anew, see `NameShelf`.
    private static func touch(_ tx: Transaction) throws {
        let version = try SettingStore.value(NameShelf.version, tx).flatMap { Int($0) } ?? 0
        try SettingStore.set(NameShelf.version, String(version + 1), tx)
    }
}
