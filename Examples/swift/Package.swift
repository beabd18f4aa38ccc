// swift-tools-version:6.2
import PackageDescription

let package = Package(
    name: "adder",
    dependencies: [.package(name: "workshop", path: "../..")],
    targets: [
        .executableTarget(
            name: "adder", dependencies: [.product(name: "WorkshopClient", package: "workshop")])
    ]
)
