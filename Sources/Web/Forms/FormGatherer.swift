import Crypto
import Foundation

/// Makes a form of its parts: fields are kept in memory, files in a spool.
struct FormGatherer: MultipartSink {
    private struct Arriving {
        let head: PartHead
        let offset: Int
        var size = 0
        var hash = SHA256()
    }

    private(set) var form = FormBody()
    private let rules: FormRules
    private var spool: Spool?
    private var text = 0
    private var field: String?
    private var value: [UInt8] = []
    private var file: Arriving?

    init(_ rules: FormRules) { self.rules = rules }

    /// - Throws: `Refusal.forgedForm` for a file before the form's token: nothing of a stranger's is ever written.
    mutating func begin(_ head: PartHead?) throws {
        guard let head else { return }
        try count(head.field.utf8.count)
        guard let name = head.file else {
            field = head.field
            return
        }
        guard rules.takesFiles else { throw Refusal.unreadable }
        try form.checkToken(of: rules.cookie)
        try count(name.utf8.count)
        file = Arriving(head: head, offset: spool?.count ?? 0)
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) throws {
        if file != nil { return try addToFile(bytes) }
        guard field != nil else { return }
        try count(bytes.count)
        value.append(contentsOf: bytes)
    }

    mutating func end() throws {
        if let field {
            // NUL can stand in no column of PostgreSQL.
            let text = String(decoding: value, as: UTF8.self).replacing("\0", with: "")
            form.fields[field, default: []].append(text)
        }
        if let file {
            form.files.append(
                FormBody.File(
                    field: file.head.field, name: file.head.file ?? "", size: file.size,
                    sha256: Array(file.hash.finalize()), spool: file.size > rules.fileLimit ? nil : spool,
                    offset: file.offset))
        }
        (field, file, value) = (nil, nil, [])
    }

    /// What is over a file's limit is counted, and written no more.
    private mutating func addToFile(_ bytes: UnsafeRawBufferPointer) throws {
        file?.hash.update(bufferPointer: bytes)
        file?.size += bytes.count
        guard let file, file.size <= rules.fileLimit else { return }
        if spool == nil { spool = try rules.spool() }
        try spool?.append(bytes)
    }

    private mutating func count(_ bytes: Int) throws {
        text += bytes
        guard text <= rules.textLimit else { throw Refusal.tooLarge }
    }
}
