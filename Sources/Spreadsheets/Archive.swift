import CZip
import Domain

/// The parts of a workbook in its ZIP archive, unpacked piece by piece while they are read.
final class Archive {
    private let zip: OpaquePointer
    private var left = Bound.unpacked
    private var elementsLeft = Bound.elements

    /// - Parameter bytes: must stay valid as long as the archive is used.
    init(_ bytes: UnsafeRawBufferPointer) throws(Complaint) {
        var error = zip_error_t()
        guard let source = zip_source_buffer_create(bytes.baseAddress, zip_uint64_t(bytes.count), 0, &error) else {
            throw .broken
        }
        guard let zip = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            throw .broken
        }
        self.zip = zip
        guard zip_get_num_entries(zip, 0) <= Bound.parts else { throw Complaint("table.workbook.large") }
    }

    deinit { zip_discard(zip) }

    func has(_ name: String) -> Bool { place(of: name) >= 0 }

    /// Nothing happens where there is no such part. - Throws: as the reader does, too.
    func read(_ name: String, by reader: any PartReader) throws(Complaint) {
        let place = place(of: name)
        guard place >= 0 else { return }
        var about = zip_stat_t()
        guard zip_stat_index(zip, zip_uint64_t(place), 0, &about) == 0 else { throw .broken }
        guard about.encryption_method == ZIP_EM_NONE else { throw Complaint("table.workbook.locked") }
        guard let part = zip_fopen_index(zip, zip_uint64_t(place), 0) else { throw .broken }
        defer { zip_fclose(part) }
        let stream = try XMLStream(reader, mostElements: elementsLeft)
        try unpack(part, stream)
        elementsLeft = stream.elementsLeft
    }

    private func unpack(_ part: OpaquePointer, _ stream: XMLStream) throws(Complaint) {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 1)
        defer { piece.deallocate() }
        while true {
            let count = zip_fread(part, piece.baseAddress, zip_uint64_t(piece.count))
            guard count >= 0 else { throw .broken }
            left -= Int(count)
            guard left >= 0 else { throw Complaint("table.workbook.large") }
            try stream.feed(UnsafeRawBufferPointer(rebasing: piece[..<Int(count)]), isLast: count == 0)
            if count == 0 { return }
        }
    }

    /// Names of parts differ in capitals from writer to writer.
    private func place(of name: String) -> Int64 { zip_name_locate(zip, name, zip_flags_t(ZIP_FL_NOCASE)) }
}
