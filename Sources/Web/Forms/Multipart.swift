/// `multipart/form-data` (RFC 7578), for forms with files.
enum Multipart {
    private static let lineEnd: [UInt8] = [13, 10]
    /// More parts than a person fills in are an attack on memory.
    private static let mostParts = 2_000

    static func boundary(in contentType: String) -> String? {
        guard contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        return parameter("boundary", of: contentType)
    }

    /// - Throws: `Refusal.unreadable` where the body is not what its boundary says.
    static func parse(_ body: [UInt8], boundary: String) throws -> FormBody {
        let mark = Array("--\(boundary)".utf8)
        guard var position = find(mark, in: body, from: 0) else { throw Refusal.unreadable }
        var form = FormBody()
        for _ in 0..<mostParts {
            let start = position + mark.count
            if body[start...].starts(with: Array("--".utf8)) { return form }
            guard let next = find(lineEnd + mark, in: body, from: start),
                let headEnd = find(lineEnd + lineEnd, in: body, from: start), headEnd <= next
            else { throw Refusal.unreadable }
            let head = String(decoding: body[start..<headEnd], as: UTF8.self)
            add(head: head, content: body[min(headEnd + 4, next)..<next], to: &form)
            position = next + lineEnd.count
        }
        throw Refusal.unreadable
    }

    private static func add(head: String, content: ArraySlice<UInt8>, to form: inout FormBody) {
        let lines = head.split(whereSeparator: \.isNewline)
        guard let disposition = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = parameter("name", of: String(disposition))
        else { return }
        if let file = parameter("filename", of: String(disposition)) {
            form.files.append(.init(field: name, name: file, bytes: Array(content)))
        } else {
            let text = String(decoding: content, as: UTF8.self).replacing("\0", with: "")
            form.fields[name, default: []].append(text)
        }
    }

    private static func parameter(_ name: String, of header: String) -> String? {
        for part in header.split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].trimmingPrefix(while: \.isWhitespace).lowercased() == name else { continue }
            return String(pair[1]).replacing("\"", with: "").replacing("%22", with: "\"")
        }
        return nil
    }

    private static func find(_ pattern: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        guard body.count >= pattern.count else { return nil }
        return body.withUnsafeBufferPointer { bytes in
            var index = start
            let last = bytes.count - pattern.count
            while index <= last {
                if bytes[index] == pattern[0], pattern.indices.allSatisfy({ bytes[index + $0] == pattern[$0] }) {
                    return index
                }
                index += 1
            }
            return nil
        }
    }
}
