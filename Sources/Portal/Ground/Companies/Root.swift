import Foundation

/// Where the files that come with the program lie: `Templates/`, `Public/`, `Data/`, `Migrations/`, `Samples/`.
public struct Root: Sendable {
    public let folder: URL

    public struct NotFound: Error, CustomStringConvertible {
        public let description = "no Templates/ found beside the program or above it; set KARDAN_HOME"
    }

    /// `KARDAN_HOME`, else the nearest folder with `Templates/` above the program or the current folder.
    public static func find(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> Root {
        if let home = environment["KARDAN_HOME"] { return Root(folder: URL(fileURLWithPath: home)) }
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        for start in [program, URL(fileURLWithPath: FileManager.default.currentDirectoryPath)] {
            if let root = above(start) { return root }
        }
        throw NotFound()
    }

    public init(folder: URL) { self.folder = folder }

    public func callAsFunction(_ path: String) -> URL { folder.appendingPathComponent(path) }

    private static func above(_ start: URL) -> Root? {
        var folder = start
        while folder.path != "/" {
            if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Templates/layout.mustache").path) {
                return Root(folder: folder)
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}
