import CZip
import Domain
import Foundation

@testable import Spreadsheets

/// A workbook put together part by part, so that it can be as no program writes it.
struct SampleBook {
    var parts: [(name: String, text: String)] = [
        ("_rels/.rels", relations([("rId1", "officeDocument", "xl/workbook.xml")]))
    ]

    /// - Parameters:
    ///   - sheets: the inside of each sheet's `sheetData`, and what follows it.
    ///   - hidden: places of sheets that cannot be seen.
    ///   - texts, formats: the insides of `sst` and `styleSheet`.
    init(
        _ sheets: [(rows: String, after: String)], hidden: Set<Int> = [], texts: String? = nil, formats: String? = nil,
        is1904: Bool = false
    ) {
        let places = sheets.indices
        var targets = places.map { ("s\($0)", "worksheet", "worksheets/sheet\($0).xml") }
        if texts != nil { targets.append(("texts", "sharedStrings", "/xl/sharedStrings.xml")) }
        if formats != nil { targets.append(("formats", "styles", "styles.xml")) }
        let list = places.map { place in
            #"<sheet name="برگه \#(place)" sheetId="\#(place + 1)"\#(hidden.contains(place) ? #" state="hidden""# : "") "#
                + #"r:id="s\#(place)"/>"#
        }.joined()
        parts.append(
            (
                "xl/workbook.xml",
                #"<workbook><workbookPr date1904="\#(is1904 ? 1 : 0)"/><sheets>\#(list)</sheets></workbook>"#
            ))
        parts.append(("xl/_rels/workbook.xml.rels", Self.relations(targets)))
        for place in places {
            let text = "<worksheet><sheetData>\(sheets[place].rows)</sheetData>\(sheets[place].after)</worksheet>"
            parts.append(("xl/worksheets/sheet\(place).xml", text))
        }
        if let texts { parts.append(("xl/sharedStrings.xml", "<sst>\(texts)</sst>")) }
        if let formats { parts.append(("xl/styles.xml", "<styleSheet>\(formats)</styleSheet>")) }
    }

    init(_ rows: String, after: String = "", texts: String? = nil, formats: String? = nil, is1904: Bool = false) {
        self.init([(rows, after)], texts: texts, formats: formats, is1904: is1904)
    }

    static func relations(_ list: [(id: String, kind: String, target: String)]) -> String {
        let rows = list.map { #"<Relationship Id="\#($0.id)" Type="http://x/\#($0.kind)" Target="\#($0.target)"/>"# }
        return "<Relationships>\(rows.joined())</Relationships>"
    }

    /// Packed, small whatever it holds. - Parameter password: of the parts, where they are to be encrypted.
    func bytes(password: String? = nil) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var fault: Int32 = 0
        let zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &fault)!
        let texts = parts.map { strdup($0.text)! }
        defer { texts.forEach { free($0) } }
        for (part, text) in Swift.zip(parts, texts) {
            let source = zip_source_buffer(zip, text, zip_uint64_t(strlen(text)), 0)
            let place = zip_file_add(zip, part.name, source, 0)
            if let password {
                zip_file_set_encryption(zip, zip_uint64_t(place), UInt16(ZIP_EM_AES_256), password)
            }
        }
        guard zip_close(zip) == 0 else { throw CocoaError(.fileWriteUnknown) }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func table(sheet: Int? = nil) throws -> Table { try TableFile.table(bytes(), sheet: sheet) }
}

/// Why the bytes are refused; nil where they are read.
func complaint(about bytes: [UInt8]) -> String? {
    do throws(Complaint) {
        _ = try TableFile.read(bytes)
        return nil
    } catch { return error.key }
}

/// A cell with a text of its own.
func cell(_ place: String, _ text: String) -> String { #"<c r="\#(place)" t="inlineStr"><is><t>\#(text)</t></is></c>"# }
