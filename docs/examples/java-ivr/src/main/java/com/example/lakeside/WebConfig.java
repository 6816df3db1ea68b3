package com.example.lakeside;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
public class WebConfig implements WebMvcConfigurer {
  private final PlivoSignatureInterceptor plivoSignature;

  public WebConfig(PlivoSignatureInterceptor plivoSignature) {
    this.plivoSignature = plivoSignature;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(plivoSignature).addPathPatterns("/voice/**");
  }
}
