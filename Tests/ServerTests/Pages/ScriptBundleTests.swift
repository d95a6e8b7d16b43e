import Foundation
import Testing

@testable import Web

/// A page's script and all that it imports, as one.
struct ScriptBundleTests {
    @Test func `lines are not set in, but those of a text stay as they are`() throws {
        let bundle = ScriptBundle(files: [
            "page.js": "if (a) {\n    b(`one\n    two`);\n    c();\n}"
        ])
        #expect(try bundle.script("page.js") == "if(a){b(`one\n    two`);c()}\n")
    }

    @Test(arguments: [
        (#"const [a, b] = [c ?? "x = y", d > 1 && e];"#, #"const[a,b]=[c??"x = y",d>1&&e];"#),
        (#"return text("a \" , b") ? -1 : a - -b;"#, #"return text("a \" , b")?-1:a - -b;"#),
        ("f(`a = ${b} , c`, async (d) => {", "f(`a = ${b} , c`,async(d)=>{"),
        // A pattern, or a text in a text, stays as it is, and so does a line with a comment.
        (#"a = b.replace(/ , /, "") + 2;"#, #"a=b.replace(/ , /,"")+2;"#),
        (#"a = b.replace(/ , /, "") / 2;"#, #"a = b.replace(/ , /, "") / 2;"#),
        ("a = b + +c + d;", "a=b + +c + d;"),
        (#"a = [/[/ ,]\/ = /, b / c, d];"#, #"a=[/[/ ,]\/ = /,b / c,d];"#),
        ("return / = /.test(a) && b;", "return / = /.test(a)&&b;"),
        ("a = b; // c = d", "a = b; // c = d"),
        (#"a = "x'", b;"#, #"a="x'",b;"#),
        ("if (a) / = /.test(b, c);", "if (a) / = /.test(b, c);"),
        ("f(`a${b ? `c , d` : e}`, 1);", "f(`a${b ? `c , d` : e}`, 1);"),
        ("a = ' , ';", "a=' , ';"),
    ])
    func `blanks around signs are left out, but not those of texts`(line: String, short: String)
        throws
    {
        #expect(try ScriptBundle(files: ["page.js": line]).script("page.js") == short + "\n")
    }

    @Test func `styles are without comments and what lines are set in by`() {
        let text = """
            /* One
               two. */

            .a {
                content: "/* b */";
            }
            /* c */
            .d { e: f; }

            """
        #expect(StyleText(text).text == ".a{content:\"/* b */\"}.d{e:f}\n")
    }

    @Test func `a drawing stands in the page that names it`() throws {
        let page = try #require(PageAssets.addressed(#"<link href="/assets/icon.svg" a>"#))
        #expect(page.hasPrefix(#"<link href="data:image/svg+xml,<svg xmlns='"#))
        #expect(page.hasSuffix(#"</svg>" a>"#) && !page.contains("#"))
    }

    @Test(arguments: [
        (".a > .b, .c :hover {\n    margin: 0 .1rem;\n}", ".a>.b,.c :hover{margin:0 .1rem}"),
        (
            "@media (max-width: 1rem), print {\n    a::after { content: \"; , {\" / \"\"; }\n}",
            "@media (max-width:1rem),print{a::after{content:\"; , {\" / \"\"}}"
        ),
        ("a { width: calc(100vh - 3rem); }", "a{width:calc(100vh - 3rem)}"),
    ])
    func `styles are without the blanks that mean nothing`(style: String, short: String) {
        #expect(StyleText(style).text == short + "\n")
    }

    @Test func `what a class keeps to itself has a short name, and lines are joined behind signs`()
        throws
    {
        let bundle = ScriptBundle(files: [
            "page.js": """
            class Sum {
                #parts = [];
                /** How many. */
                get #count() {
                    return this.#parts.length;
                }

                async #add(other) {
                    const [all] = [other.#parts, "#parts"]; // #parts,
                    return `
            a.#other;
            ${all}`;
                }
            }
            """
        ])
        #expect(
            try bundle.script("page.js") == """
                class Sum{#a=[];get #b(){return this.#a.length}
                async #c(other){const [all] = [other.#a, "#parts"]; // #parts,
                return `
                a.#other;
                ${all}`}
                }

                """)
    }

    @Test func `a module stands once, behind what it imports, and keeps its names to itself`()
        throws
    {
        let bundle = ScriptBundle(files: [
            "page.js": """
            /** A page. */
            import { add as plus } from "./sums.js";
            import { ten } from "./numbers.js";
            const LIMIT = plus(ten, 1);
            await plus(LIMIT, 0);
            """,
            "sums.js": """
            import { ten } from "./numbers.js";
            import TABLE from "./table-of-sums.json" with { type: "json" };
            const LIMIT = 3; // stays

            /** Adds.
             * @param a one */
            export function add(a, b) {
                // Says why.
                return a + b + LIMIT + TABLE.n - ten;
            }
            export async function later() {}
            export class Sum {}
            """,
            "numbers.js": "export const ten = 10;", "table-of-sums.json": #"{"n": 1}"#,
        ])
        #expect(try bundle.entries() == ["page.js"])
        #expect(
            try bundle.script("page.js") == """
                const $1=(()=>{
                const ten=10;
                return{ten}})();
                const $2={"n":1};
                const $0=(()=>{
                const{ten}=$1;const TABLE=$2;const LIMIT = 3; // stays
                function add(a,b){return a+b+LIMIT+TABLE.n - ten}
                async function later(){}
                class Sum{}
                return{add,later,Sum}})();
                const{add:plus}=$0;const{ten}=$1;const LIMIT=plus(ten,1);await plus(LIMIT,0);

                """)
    }

    @Test(arguments: [
        #"import "./other.js";"#, #"import all from "./other.js";"#,
        #"import * as all from "./other.js";"#, #"import { a } from "https://example.org/a.js";"#,
        #"import { a,"#, #"export default a;"#, #"export { a };"#, #"export let a = 1;"#,
        #"const { a } = await import("./other.js");"#, "fetch(new URL('a', import.meta.url));",
    ])
    func `what is no plain import or export is a fault`(line: String) {
        #expect(throws: ScriptBundle.Fault.lineUnreadable(line, in: "page.js")) {
            try ScriptBundle(files: ["page.js": line, "other.js": "export const a = 1;"])
                .script("page.js")
        }
    }

    @Test func `a file that is not there, and a circle, are faults`() {
        let a = #"import { b } from "./b.js";"#
        #expect(throws: ScriptBundle.Fault.fileMissing("b.js", in: "a.js")) {
            try ScriptBundle(files: ["a.js": a]).script("a.js")
        }
        #expect(throws: ScriptBundle.Fault.importsInCircle("b.js")) {
            let b = "import { c } from \"./c.js\";\nexport const b = 1;"
            let c = "import { b } from \"./b.js\";\nexport const c = 1;"
            return try ScriptBundle(files: ["a.js": a, "b.js": b, "c.js": c]).script("a.js")
        }
    }

    @Test func `a name that its script has not is a fault, and not an empty page`() {
        let a = #"import { b, other as c } from "./b.js";"#
        #expect(throws: ScriptBundle.Fault.nameUnknown("other", in: "a.js")) {
            try ScriptBundle(files: ["a.js": a, "b.js": "export const b = 1;"]).script("a.js")
        }
    }

    @Test func `a template names every page's script, and no other but the worker`() throws {
        let named = try TemplateNode.texts().values.joined()
            .matches(of: #/src="\/assets\/([\w-]+\.js)"/#).map { String($0.1) }
        let names = try FileManager.default.contentsOfDirectory(atPath: PageAssets.folder.path)
        let files = try names.filter { $0.hasSuffix(".js") }.reduce(into: [:]) { files, name in
            files[name] = try String(
                contentsOf: PageAssets.folder.appending(path: name), encoding: .utf8)
        }
        #expect(
            try ScriptBundle(files: files).entries() == Set(named + [PageAssets.worker]).sorted())
    }
}
