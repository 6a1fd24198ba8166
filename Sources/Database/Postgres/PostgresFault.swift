import CPostgres

extension DatabaseFault {
    /// What a result or a connection says went wrong, by its SQLSTATE.
    init(result: OpaquePointer?, connection: OpaquePointer) {
        let message =
            result.flatMap { text(PQresultErrorMessage($0)) } ?? text(PQerrorMessage(connection)) ?? "no answer"
        guard let state = result.flatMap({ text(PQresultErrorField($0, Int32(UInt8(ascii: "C")))) }) else {
            self = .unavailable(message)
            return
        }
        self.init(state: state, message: "\(state) \(message)")
    }

    /// Classes and codes: appendix A of PostgreSQL's manual.
    init(state: String, message: String) {
        switch state {
        case "23505": self = .unique(message)
        case _ where state.hasPrefix("23"): self = .constraint(message)
        case "40001", "40P01": self = .conflict(message)
        // Connection, resources, the operator's hand (shutdown, cancel, time limit), the server's own system.
        case "55P03",
            _ where ["08", "53", "57", "58"].contains(String(state.prefix(2))):
            self = .unavailable(message)
        default: self = .statement(message)
        }
    }

    /// Whether the same transaction may well succeed when it is run again.
    var isConflict: Bool {
        if case .conflict = self { return true }
        return false
    }
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    guard let pointer, pointer.pointee != 0 else { return nil }
    var text = String(cString: pointer)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
}
