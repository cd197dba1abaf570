// What the window's JavaScript engine gets of KaTeX: one function from LaTeX to MathML.
import katex from "katex";
import "katex/contrib/mhchem";

// \enclose of MathJax, as far as KaTeX has the same drawing.
const ENCLOSE = {
    box: "\\boxed", roundedbox: "\\boxed", top: "\\overline", bottom: "\\underline",
    updiagonalstrike: "\\cancel", downdiagonalstrike: "\\bcancel", horizontalstrike: "\\sout",
};

function enclose(context) {
    const [notation, body] = context.consumeArgs(2).map((tokens) => tokens.reverse().map((t) => t.text).join(""));
    const command = ENCLOSE[notation];
    if (command === undefined) {
        throw new katex.ParseError("\\enclose{" + notation + "} cannot be drawn");
    }
    return command + "{" + body + "}";
}

// Commands of Korean item banks that KaTeX lacks.
function macros() {
    const arc = "\\overset{\\frown}{#1}";
    return {
        "\\overparen": arc, "\\wideparen": arc, "\\overarc": arc, "\\arc": arc,
        "\\enclose": enclose,
    };
}

function render(tex, display) {
    return katex.renderToString(tex, {
        displayMode: display, throwOnError: true, output: "mathml", strict: false, macros: macros(),
    });
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
