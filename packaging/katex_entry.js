// What the window's JavaScript engine gets of KaTeX: one function from LaTeX to MathML.
import katex from "katex";
import "katex/contrib/mhchem";

// \enclose of MathJax: the notations travel as a background that no colour can be, and are named below.
const NOTATIONS = new Set([
    "box", "roundedbox", "circle", "top", "bottom", "left", "right", "longdiv", "radical", "actuarial",
    "updiagonalstrike", "downdiagonalstrike", "horizontalstrike", "verticalstrike",
]);
const CARRIED = "notation:";

katex.__defineFunction({
    type: "enclose",
    names: ["\\enclose"],
    numArgs: 2,
    argTypes: ["raw", "original"],
    handler({ parser }, args) {
        const notations = args[0].string.trim().split(/[\s,]+/);
        const unknown = notations.find((name) => !NOTATIONS.has(name));
        if (unknown !== undefined) {
            throw new katex.ParseError("\\enclose{" + unknown + "} cannot be drawn");
        }
        const carried = CARRIED + notations.join(" ");
        return { type: "enclose", mode: parser.mode, label: "\\enclose", backgroundColor: carried, body: args[1] };
    },
});

// Commands of Korean item banks that KaTeX lacks.
function macros() {
    const arc = "\\overset{\\frown}{#1}";
    return {
        "\\overparen": arc, "\\wideparen": arc, "\\overarc": arc, "\\arc": arc,
        "\\framebox": "\\fbox{#1}",
    };
}

function render(tex, display) {
    return katex.renderToString(tex, {
        displayMode: display, throwOnError: true, output: "mathml", strict: false, macros: macros(),
    }).split('mathbackground="' + CARRIED).join('notation="');
}

// Authors write align or \tag between single dollars, where KaTeX refuses them.
globalThis.texToMathml = (tex, display) => {
    try {
        return render(tex, display);
    } catch (error) {
        if (!display && /display (mode|equations)/.test(error.message)) {
            return render(tex, true);
        }
        throw error;
    }
};
