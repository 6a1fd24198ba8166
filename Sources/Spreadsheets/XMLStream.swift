import CExpat
import Domain
import Foundation

/// Is told what passes by in one part of a workbook. Names are without their prefix: `x:row` is `row`.
protocol PartReader: AnyObject {
    func start(_ name: String, _ attributes: XMLAttributes) throws(Complaint)
    func end(_ name: String) throws(Complaint)
    /// A text may come in several pieces.
    func text(_ piece: UnsafeRawBufferPointer) throws(Complaint)
}

/// Valid only while `start` runs.
struct XMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>

    subscript(_ name: StaticString) -> String? {
        var place = 0
        while let key = pairs[place], let value = pairs[place + 1] {
            if strcmp(localName(key), UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0 {
                return String(cString: value)
            }
            place += 2
        }
        return nil
    }
}

private func localName(_ name: UnsafePointer<XML_Char>) -> UnsafePointer<XML_Char> {
    strchr(name, Int32(UInt8(ascii: ":"))).map { UnsafePointer($0 + 1) } ?? name
}

/// Feeds a part's bytes to the parser as they come. A document type is refused, so there are no entities: neither such as
/// name files and addresses nor such as grow without end.
final class XMLStream {
    private let parser: XML_Parser
    private let reader: any PartReader
    private var complaint: Complaint?
    private var depth = 0
    private var fed = 0
    private(set) var elementsLeft: Int

    init(_ reader: any PartReader, mostElements: Int) throws(Complaint) {
        guard let parser = XML_ParserCreate(nil) else { throw .broken }
        self.parser = parser
        self.reader = reader
        elementsLeft = mostElements
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser, { stream, name, attributes in XMLStream.of(stream).start(name!, attributes!) },
            { stream, name in XMLStream.of(stream).end(name!) })
        XML_SetCharacterDataHandler(parser) { stream, text, count in
            XMLStream.of(stream).text(UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        XML_SetStartDoctypeDeclHandler(parser) { stream, _, _, _, _ in
            XMLStream.of(stream).stop(Complaint("table.workbook.entities"))
        }
    }

    deinit { XML_ParserFree(parser) }

    func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(Complaint) {
        fed += bytes.count
        let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        let status = XML_Parse(parser, text, Int32(bytes.count), isLast ? 1 : 0)
        if let complaint { throw complaint }
        guard status == XML_STATUS_OK, fed - Int(XML_GetCurrentByteIndex(parser)) <= Bound.tag else { throw .broken }
    }

    private static func of(_ stream: UnsafeMutableRawPointer?) -> XMLStream {
        Unmanaged<XMLStream>.fromOpaque(stream!).takeUnretainedValue()
    }

    private func start(
        _ name: UnsafePointer<XML_Char>, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>
    ) {
        (depth, elementsLeft) = (depth + 1, elementsLeft - 1)
        attempt { () throws(Complaint) in
            guard elementsLeft >= 0 else { throw Complaint("table.workbook.large") }
            guard depth <= Bound.depth else { throw .broken }
            try reader.start(String(cString: localName(name)), XMLAttributes(pairs: attributes))
        }
    }

    private func end(_ name: UnsafePointer<XML_Char>) {
        depth -= 1
        attempt { () throws(Complaint) in try reader.end(String(cString: localName(name))) }
    }

    private func text(_ piece: UnsafeRawBufferPointer) {
        attempt { () throws(Complaint) in try reader.text(piece) }
    }

    /// The parser may still call for a while after it was stopped.
    private func attempt(_ work: () throws(Complaint) -> Void) {
        guard complaint == nil else { return }
        do { try work() } catch { stop(error) }
    }

    private func stop(_ complaint: Complaint) {
        if self.complaint == nil { self.complaint = complaint }
        XML_StopParser(parser, XML_Bool(XML_FALSE))
    }
}
