import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// A file goes up by itself while its form is still being filled in, and goes on where a cut line left it: the core of
/// tus 1.0. What has arrived a form names as `kept`, so saving it sends no file.
enum ArrivalRoutes: RoomRoutes {
    private static let senders = Set.everyone.subtracting([.auditor])
    private static let place = "files/arriving"
    static let begin = PlainBytes(.post, place, for: senders, upTo: 0)
    static let ask = BytesRoute<ID<Arrival>>(.head, place + "/:file", for: senders, upTo: 0)
    static let go = BytesRoute<ID<Arrival>>(.patch, place + "/:file", for: senders, upTo: CleanFile.limit)

    static var all: [Mounted] {
        [
            begin.to { try await begin($0, $1) },
            ask.to { _, context, id in try await tell(id, context) },
            go.to { request, context, id in try await take(request, id, context) },
        ]
    }

    private static func begin(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let names = ArrivalNames(request.headers[.uploadMetadata] ?? "")
        guard let bytes = request.headers[.uploadLength].flatMap({ Int($0) }), bytes > 0,
            let name = names["filename"], let place = names["place"], place.hasPrefix("/\(context.company.slug)/")
        else { throw Refusal.unreadable }
        guard bytes <= CleanFile.limit else { throw Refusal.tooLarge }
        let person = context.actor.person
        let id = try await context.company.write { tx in
            try ArrivalStore.add(name: String(name.prefix(80)), bytes: bytes, for: place, by: person, tx)
        }
        var response = answer(.created, offset: 0)
        response.headers[.location] = context.paths(go, id)
        return response
    }

    private static func tell(_ id: ID<Arrival>, _ context: CompanyContext) async throws -> Response {
        let arrival = try await find(id, context)
        let offset = arrival.upload == nil ? ArrivingFile.count(context.company.blobs.arriving(id)) : arrival.bytes
        var response = answer(.ok, offset: offset, arrival.upload)
        response.headers[.uploadLength] = String(arrival.bytes)
        return response
    }

    /// What has come stays, also where the rest does not come: the next piece begins there.
    private static func take(
        _ request: Request, _ id: ID<Arrival>, _ context: CompanyContext
    ) async throws -> Response {
        let arrival = try await find(id, context)
        guard request.headers[.contentType] == "application/offset+octet-stream",
            let offset = request.headers[.uploadOffset].flatMap({ Int($0) })
        else { throw Refusal.unreadable }
        if let upload = arrival.upload { return answer(.noContent, offset: arrival.bytes, upload) }
        return try await context.portal.incoming.piece(by: context.actor.person) {
            try await append(request, at: offset, to: arrival, context)
        }
    }

    private static func append(
        _ request: Request, at offset: Int, to arrival: Arrival, _ context: CompanyContext
    ) async throws -> Response {
        let place = context.company.blobs.arriving(arrival.id)
        let file = try await aside { try ArrivingFile(place) }
        let begun = file.count
        guard begun == offset else { return answer(.conflict, offset: begun) }
        try await PlainBody.read(request, limit: arrival.bytes - offset) { piece in
            try await aside { try file.append(piece) }
        }
        let come = file.count
        guard come == arrival.bytes else { return answer(.noContent, offset: come) }
        return try await finish(arrival, file, context)
    }

    private static func finish(
        _ arrival: Arrival, _ file: ArrivingFile, _ context: CompanyContext
    ) async throws -> Response {
        let (company, person) = (context.company, context.actor.person)
        do {
            let stored = try await aside {
                let clean = try CleanFile.cleaned(file.bytes(), name: arrival.name, of: FileKind.all)
                return StoredFile(
                    sha256: try company.blobs.put(clean.bytes), kind: clean.kind, bytes: clean.bytes.count,
                    name: arrival.name)
            }
            let upload = try await company.write { try ArrivalStore.finish(arrival.id, as: stored, of: person, $0) }
            file.remove()
            return answer(.noContent, offset: arrival.bytes, upload)
        } catch let complaint as Complaint {
            try await company.write { try ArrivalStore.remove(arrival.id, $0) }
            file.remove()
            return Response(
                status: .unprocessableContent, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: context.reader.complaint(complaint))))
        }
    }

    private static func find(_ id: ID<Arrival>, _ context: CompanyContext) async throws -> Arrival {
        let person = context.actor.person
        return try await context.company.read { try ArrivalStore.find(id, of: person, $0) }
    }

    /// - Parameter upload: what the file has become: the form's `kept`.
    private static func answer(
        _ status: HTTPResponse.Status, offset: Int, _ upload: ID<Upload>? = nil
    ) -> Response {
        var headers: HTTPFields = [.uploadOffset: String(offset), .tusResumable: "1.0.0"]
        headers[.uploadKept] = upload?.description
        return Response(status: status, headers: headers)
    }
}

/// The head `Upload-Metadata` of tus: names, each with its value in base64.
struct ArrivalNames {
    private var values: [Substring: String] = [:]

    init(_ head: String) {
        for pair in head.split(separator: ",") {
            let parts = pair.split(separator: " ", omittingEmptySubsequences: true)
            guard parts.count == 2, let bytes = Data(base64Encoded: String(parts[1])) else { continue }
            values[parts[0]] = String(decoding: bytes, as: UTF8.self).replacing("\0", with: "")
        }
    }

    subscript(name: Substring) -> String? { values[name] }
}

extension HTTPField.Name {
    fileprivate static let uploadLength = Self("Upload-Length")!
    fileprivate static let uploadMetadata = Self("Upload-Metadata")!
    fileprivate static let uploadOffset = Self("Upload-Offset")!
    fileprivate static let uploadKept = Self("Upload-Kept")!
    fileprivate static let tusResumable = Self("Tus-Resumable")!
}
