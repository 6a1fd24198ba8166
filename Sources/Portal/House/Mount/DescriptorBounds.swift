import Database
import Logging

/// How many connections and how many companies' stores a process may have open, so that its descriptors never run out:
/// without one it can neither open a store nor start a thread, and libdispatch ends the process.
public struct DescriptorBounds: Sendable, Equatable {
    public let connections: Int
    public let companies: Int
    private let descriptors: Int

    /// Memory bounds them where descriptors do not: an open store takes up to 1.5 MiB, a connection 30 KiB.
    private static let mostCompanies = 64
    private static let mostConnections = 4_096

    /// - Parameters:
    ///   - descriptors: what the process may have open.
    ///   - price: what a company's store may take of them.
    public init(descriptors: Int, price: Int = Stores.descriptorsOfFile) {
        self.descriptors = descriptors
        // The directory, event loops, servers of other stores, what is being written besides.
        let free = descriptors - min(160, descriptors / 2)
        companies = max(2, min(Self.mostCompanies, free / 2 / price))
        // A connection and the file that comes or goes over it.
        connections = max(8, min(Self.mostConnections, (free - companies * price) / 2))
    }

    public var metadata: Logger.Metadata {
        ["descriptors": "\(descriptors)", "connections": "\(connections)", "open companies": "\(companies)"]
    }
}
