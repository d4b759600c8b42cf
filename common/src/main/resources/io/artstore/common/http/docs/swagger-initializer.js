// Relative to this script, so that the page works behind a proxy that adds a path.
const contract = new URL("../openapi.json", document.currentScript.src).href;

window.addEventListener("load", () => {
  SwaggerUIBundle({
    url: contract,
    dom_id: "#swagger-ui",
    deepLinking: true,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: "BaseLayout",
  });
});
